"""Where exchanges went and who is behind the address, from databases on this machine alone."""

from trafficaudit.destinations.databases import Database
from trafficaudit.destinations.locate import Locator

__all__ = ["Database", "Locator"]
