"""Runs presidio-analyzer's pattern recognizers; started by the Python of ``build/peers``, which has it.

    python presidio.py TEXTS.json > CLAIMS.json

In: ``[[position, part, text], ...]``. Out: ``[[position, part, entity, score], ...]``.
"""

import json
import logging
import sys
from pathlib import Path

from presidio_analyzer import predefined_recognizers as known  # type: ignore[import-not-found, unused-ignore]

RECOGNIZERS = {
    "en": ("CreditCardRecognizer", "EmailRecognizer", "IpRecognizer", "MacAddressRecognizer", "PhoneRecognizer"),
    "ko": (
        "KrBrnRecognizer",
        "KrDriverLicenseRecognizer",
        "KrFrnRecognizer",
        "KrPassportRecognizer",
        "KrRrnRecognizer",
    ),
}


def main() -> None:
    """Read, recognise, write."""
    logging.disable(logging.CRITICAL)
    made = []
    for language, names in RECOGNIZERS.items():
        for name in names:
            regions = {"supported_regions": ["KR"]} if name == "PhoneRecognizer" else {}
            made.append(getattr(known, name)(supported_language=language, **regions))
    claims = []
    for position, part, text in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")):
        for recognizer in made:
            for found in recognizer.analyze(text, recognizer.supported_entities, None) or []:
                claims.append([position, part, found.entity_type, found.score])
    json.dump(claims, sys.stdout)


if __name__ == "__main__":
    main()
