"""What a store's label or a privacy manifest says that an app collects, and that held against what was observed.

A label names types of data for the whole app: no recipient and no country. So nothing in it can acquit either; what it
can be asked is whether what was sent is a type of data that it has.
"""

from trafficaudit.declarations.labels.changes import changes
from trafficaudit.declarations.labels.compared import labelled
from trafficaudit.declarations.labels.read import read_label

__all__ = ["changes", "labelled", "read_label"]
