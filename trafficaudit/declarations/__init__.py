"""What a privacy policy declares about transfers abroad, read from the policy and held against what was observed.

PIPA (개인정보 보호법) Article 28-8(2) and its Enforcement Decree's Article 31(1)2 say what has to be told: items;
country, time and method; recipient with contact; purpose and retention; how to refuse. Reading a policy gives a
**draft**: it is a declaration once an investigator has held every row against the policy and confirmed it.
"""

from trafficaudit.declarations.compare import compare
from trafficaudit.declarations.draft import draft
from trafficaudit.declarations.labels import read_label
from trafficaudit.declarations.load import load
from trafficaudit.declarations.model import Declaration
from trafficaudit.declarations.outcomes import Outcome
from trafficaudit.declarations.policy import read_policy
from trafficaudit.declarations.versions import versions
from trafficaudit.declarations.write import to_yaml

__all__ = ["Declaration", "Outcome", "compare", "draft", "load", "read_label", "read_policy", "to_yaml", "versions"]
