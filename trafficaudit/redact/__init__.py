"""A redacted copy of a sealed recording: what is personal is masked, what could not be looked into is not kept.

``runs`` says which bytes of an exchange are masked, ``unnamed`` what of the test person no name tells, ``between`` what
stands outside of values, ``slots`` where these stand in a recorded flow, ``masks`` what stands there instead,
``shells`` what else of a flow is kept, ``beforehand`` what is taken out of that at once, ``texts`` what of it is looked
at once more; ``flow`` makes one flow's copy, ``segments`` and ``sidefiles`` those of the files, ``copy`` the whole.
"""

from trafficaudit.redact.copy import REDACTION, Copied, redacted

__all__ = ["REDACTION", "Copied", "redacted"]
