# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Does the privacy policy say what the traffic shows?
#
# Run it with `python analysis/06_declared_vs_observed.py [RESULT FOLDER]`, or open it as a notebook. The declaration is
# `declaration.yaml` in the result folder, or what `TRAFFICAUDIT_DECLARATION` names; `trafficaudit declare` drafts one.
#
# Both directions count: what was sent and not told, and what was told and not sent. Only what left Korea for certain
# or likely is held against the policy. An outcome is an observation; what it means in law is for the investigator.

# %%
import os
import sys
from pathlib import Path

import pandas as pd

from trafficaudit.categories import taxonomy
from trafficaudit.declarations import Outcome, load
from trafficaudit.declarations.outcomes import outcomes
from trafficaudit.destinations.recipients import told_apart
from trafficaudit.errors import DeclarationError
from trafficaudit.tables.asking import NOTEBOOK, holding, show
from trafficaudit.tables.basis import bases
from trafficaudit.tables.comparison import compare_results
from trafficaudit.tables.coverage import unseen
from trafficaudit.tables.folder import read_recipe
from trafficaudit.tables.formats import frame

RESULTS = holding("transfers.parquet", "destinations.parquet", "exchanges.parquet")
DECLARED = Path(os.environ.get("TRAFFICAUDIT_DECLARATION") or RESULTS / "declaration.yaml")

LABELS = {str(outcome): outcome.label("en") for outcome in Outcome}
if DECLARED.is_file():
    try:
        declaration = load(DECLARED)
    except DeclarationError as error:
        sys.exit(str(error))
    data = compare_results(RESULTS, declaration, draft=True)
    HOUSE = {one.organisation: one.known_as for one in declaration.recipients if one.known_as}
    LABELLED = declaration.label is not None
    print(f"{declaration.policy.file}, SHA-256 {declaration.policy.sha256}")
    print("" if declaration.standing else "The declaration is an UNCONFIRMED DRAFT: nothing here can be relied on.")
    print(f"At least, given what was not seen: {unseen(read_recipe(RESULTS)) or 'nothing was counted'}.")
else:
    data, HOUSE, LABELLED = frame("comparison", []), {}, False
    print(f"There is no declaration ({DECLARED}): `trafficaudit declare from-policy POLICY -o FILE` drafts one.")


def answer(title: str, table: pd.DataFrame) -> None:
    """Show a table; without a declaration an empty one would read as an answer."""
    if DECLARED.is_file():
        show(title, table)
    else:
        print(f"\n{title}: not known without a declaration")


data["field"] = data["category"].map({slug: entry.en for slug, entry in taxonomy().items()}).fillna("")

# %% [markdown]
# ## What each recipient comes to
# Rows of the comparison; *cannot be observed* holds what went to an undetermined place, and what traffic never shows.

# %%
by = bases(pd.read_parquet(RESULTS / "destinations.parquet"))
pairs = [(str(recipient), str(host)) for recipient, host in data[["recipient", "host"]].fillna("").to_numpy()]
names = [told_apart(recipient, host, by.get((host, recipient), "")) for recipient, host in pairs]
seen = pd.Series(names, data.index, dtype="object")
known = data["declared_recipient"].replace(HOUSE).fillna("").astype("object")
data["whom"] = known.where(data["host"].fillna("") == "", seen).replace(
    "", "(the whole app)" if LABELLED else "(unknown)"
)
counts = data.groupby(["whom", "outcome"]).size().unstack("outcome", fill_value=0)
counts = counts.reindex(columns=[*map(str, outcomes(labelled=LABELLED))], fill_value=0).rename(columns=LABELS)
answer(
    "What each recipient comes to, in rows (one an item and host)",
    counts.rename_axis("recipient").reset_index().rename_axis(None, axis=1),
)

# %% [markdown]
# ## Sent and not told
# A value of the test person is proof; rows without one rest on a name or a format.

# %%
SENT = ["outcome", "recipient", "country", "field", "proven", "phases", "exchanges", "example", "policy_place", "note"]
undeclared = data[data["outcome"].str.startswith(("undeclared", "not_in_label"))].sort_values(
    "proven", ascending=False, kind="stable"
)
answer("Sent and not told", undeclared[SENT])

# %% [markdown]
# ## Told and not seen
# Not seen in this recording, which shows at least what it shows: it may happen where nobody looked.

# %%
over = data[data["outcome"] == "over_declared"]
answer("Told and not seen", over[["declared_recipient", "declared_words", "country", "policy_place", "note"]])

# %% [markdown]
# ## Picture
# One square per recipient and category; a dot marks what a value of the test person proves.

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: outcome per recipient and category.")

COLOURS = dict(
    zip(LABELS, ["#2a9d8f", "#e9a23b", "#d1495b", "#7b2d43", "#8ab17d", "#b5179e", "#4a7ab5", "#d0d0d0"], strict=True)
)
collective = data["host"].isna() & data["category"].str.contains(", ")  # a term of many categories is no square
squares = data[~collective & data["category"].isin(list(taxonomy()))].rename(columns={"category": "slug"})
if mpl and not squares.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    from matplotlib import pyplot as plt

    names = [slug for slug in taxonomy() if slug in set(squares["slug"])]
    people = sorted(squares["whom"].unique(), reverse=True)
    plain = [name.encode("ascii", "backslashreplace").decode().replace("$", r"\$") for name in people]
    figure, axes = plt.subplots(figsize=(0.34 * len(names) + 4, 0.42 * len(people) + 3))
    for outcome, rows in squares.groupby("outcome"):
        spots = [names.index(slug) for slug in rows["slug"]], [people.index(name) for name in rows["whom"]]
        axes.scatter(*spots, marker="s", s=150, color=COLOURS[outcome], label=LABELS[outcome])
    dots = squares[squares["proven"] == "yes"]
    axes.scatter([names.index(s) for s in dots["slug"]], [people.index(n) for n in dots["whom"]], s=12, color="white")
    axes.set_xticks(range(len(names)), [taxonomy()[slug].en for slug in names], rotation=60, ha="right")
    axes.set_yticks(range(len(people)), plain)
    axes.set(title="Declared against observed", xlim=(-0.7, len(names) - 0.3), ylim=(-0.7, len(people) - 0.3))
    axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
    figure.tight_layout()
