# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # What left before the consent screen was answered?
#
# Run it with `python analysis/03_before_consent.py [RESULT FOLDER]`, or open it as a notebook.
#
# It can only be answered where the phases of use were marked while the recording ran: everything in `install`,
# `first_launch` and `before_consent` went out, by those marks, before the person had said yes or no. That is an
# observation; whether another legal basis covers it is for the investigator to say.

# %%
import pandas as pd

from trafficaudit.categories import WEIGHTS, taxonomy
from trafficaudit.destinations import system
from trafficaudit.markdoubts import about_marks
from trafficaudit.phases import NOWHERE, UNMARKED, standing
from trafficaudit.plurals import several
from trafficaudit.tables.asking import NOTEBOOK, holding, marks, show
from trafficaudit.tables.folder import read_recipe
from trafficaudit.tables.strength import proves

RESULTS = holding("transfers.parquet", "exchanges.parquet", "destinations.parquet")
exchanges = pd.read_parquet(RESULTS / "exchanges.parquet")
transfers = pd.read_parquet(RESULTS / "transfers.parquet")
transfers["field"] = transfers["category"].map({slug: entry.en for slug, entry in taxonomy().items()})
transfers["weight"] = transfers["category"].map({slug: entry.weight for slug, entry in taxonomy().items()})
seeded = pd.Series(map(proves, transfers["detectors"], transfers["confidence"]), transfers.index, dtype=bool)
transfers["proof"] = seeded.map({True: "seeded value", False: "hint"})
transfers["before"] = transfers["phase"].map(standing) == "before-consent"
early = transfers[transfers["before"]]
proven = early[early["proof"] == "seeded value"]

# %% [markdown]
# ## Can the question be answered at all?

# %%
exchanges["second"] = exchanges["at"].dt.floor("s")
phases = exchanges.groupby("phase", sort=False)["second"].agg(exchanges="size", first="min", last="max")
show("Phases of use", phases.reset_index())
for warning in filter(about_marks, map(str, read_recipe(RESULTS).get("warnings") or ())):
    print(f"Mind: {warning}")
marked = any(standing(name) == "before-consent" for name in (*phases.index, *marks(RESULTS)))
if not marked:
    print("No phase before consent is marked in this recording: the question cannot be answered from it.")
elif not (phases.index.map(standing) == "before-consent").any():
    print("A phase before consent is marked, and no exchange was recorded in it.")
else:
    told = proven.groupby("leaves_korea")["host"].nunique()
    some = several(proven["host"].nunique(), "host was", "hosts were")
    print(f"\nBefore consent at least {some} sent a seeded value:", end=" ")
    print(f"{told.get('yes', 0)} abroad, {told.get('no', 0)} in Korea, {told.get('undetermined', 0)} undetermined.")
    places = pd.read_parquet(RESULTS / "destinations.parquet")
    asked = places[places["evidence"].astype("string").str.contains(system.SOURCE, regex=False, na=False)]["host"]
    if systems := sorted(set(asked) & set(proven["host"])):
        print(f"Mind: the operating system asks by itself {', '.join(systems)}: that is hardly the app.")

# %% [markdown]
# ## Proven by a seeded value
# Identifiers that last (*persistent*) first: an advertising id that leaves before consent is what regulators ask about.

# %%
SHOWN = ["phase", "field", "weight", "match", "host", "recipient", "recipient_country", "country", "leaves_korea"]
WEIGHT = pd.CategoricalDtype(WEIGHTS, ordered=True)
rows = proven.sort_values(["first_seen", "field"]).sort_values("weight", key=lambda w: w.astype(WEIGHT), kind="stable")
NONE = "none" if marked else "not known without a mark"  # the first would read as an answer
show("Proven by a seeded value", rows[[*SHOWN, "exchanges", "encrypted"]], empty=NONE)

# %% [markdown]
# ## Hints: what a field's name, a number format or a documented endpoint says

# %%
hints = early[early["proof"] == "hint"].groupby(["phase", "host"], sort=False)["field"]
print("\nHints:" if len(hints) else f"\nHints: {NONE}")
for (phase, host), names in hints:
    print(f"{phase:<15} {host}: {', '.join(sorted(set(names)))}")

# %% [markdown]
# ## What a host received only in other phases
# Other phases are those whose names are not before consent; whether consent stood in them, only marks tell.
# What left before the first mark stands on neither side: it came before consent in time, but nobody said so. Nor does
# what has no time, one that the clock went through twice, or was being sent for long over a mark. What was marked after
# consent was withdrawn is told below.

# %%
seeded = transfers[transfers["proof"] == "seeded value"]
unmarked, untimed = seeded[seeded["phase"] == UNMARKED], seeded[seeded["phase"].isin(NOWHERE - {UNMARKED})]
known = pd.concat([proven, unmarked, untimed])[["host", "category"]].drop_duplicates()
withdrawn = seeded["phase"].map(standing) == "after-withdrawal"
later = seeded[~seeded["before"] & ~seeded["phase"].isin(NOWHERE) & ~withdrawn]
later = later.merge(known, on=["host", "category"], how="left", indicator=True)
later = later[(later["_merge"] == "left_only") & marked]
kinds = [("before the first mark", unmarked), ("at a time that is not known", untimed), ("only in other phases", later)]
for title, rows in [(title, rows) for title, rows in kinds if len(rows) or rows is not untimed]:
    nothing = NONE if rows is later and not marked else "nothing"
    print(f"\nSent to a host {title}:" if len(rows) else f"\nSent to a host {title}: {nothing}")
    for host, names in rows.groupby("host")["field"]:
        print(f"{host}: {', '.join(sorted(set(names)))}")

# %% [markdown]
# ## What left after consent was withdrawn?
# A question of its own (Art. 37 PIPA): all that a host was sent in phases that were marked so, whether it had been sent
# that before or not. Whether another basis covers it is for the investigator to say.

# %%
if any(standing(name) == "after-withdrawal" for name in (*phases.index, *marks(RESULTS))):
    show("Sent after consent was withdrawn, proven by a seeded value", seeded[withdrawn][[*SHOWN, "exchanges"]])
else:
    print("\nNo phase after consent was withdrawn is marked: what left then, this recording cannot tell.")

# %% [markdown]
# ## Picture

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: the time at which each host was first sent something.")

if mpl and not proven.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    from matplotlib import pyplot as plt

    first = proven.groupby(["host", "phase"])["first_seen"].min().reset_index()
    first["host"] = [name.encode("ascii", "backslashreplace").decode().replace("$", r"\$") for name in first["host"]]
    figure, axes = plt.subplots(figsize=(8, 0.35 * first["host"].nunique() + 1.5))
    for phase, points in first.sort_values("first_seen", ascending=False).groupby("phase", sort=False):
        axes.scatter((points["first_seen"] - exchanges["at"].min()).dt.total_seconds(), points["host"], label=phase)
    axes.set(xlabel="seconds since the recording started", title="First seeded value sent before consent")
    axes.legend()
    figure.tight_layout()
