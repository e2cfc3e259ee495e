# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # What differs between two recordings?
#
# Run it with `python analysis/07_compare_captures.py [RESULT FOLDER] [OTHER RESULT FOLDER]`, or open it as a notebook
# (TRAFFICAUDIT_OTHER): two versions of an app, consent given and refused, logged in and out. With one folder alone it
# compares what went out before consent was answered with what went out in other phases, which needs a mark before
# consent; what left before the first mark, at an unknown time, over a mark or after consent was withdrawn stands on
# neither side. *Gone* means not
# seen, and *new* not seen on the other side: what the two stand on comes first, and what was not seen at the end.

# %%
import os
from pathlib import Path

import pandas as pd

from trafficaudit.categories import taxonomy
from trafficaudit.plurals import several
from trafficaudit.tables import sides
from trafficaudit.tables.asking import NOTEBOOK, arguments, holding, ledger, marks, show
from trafficaudit.tables.byphase import unseen_of
from trafficaudit.tables.sides import EARLY, KEY, LATER, NEITHER, WITHDRAWN

TABLES = "transfers.parquet", "exchanges.parquet", "coverage.csv"
RESULTS = holding(*TABLES)
OTHER = "".join(arguments()[1:2]) or os.environ.get("TRAFFICAUDIT_OTHER", "")
folders = [RESULTS, *([holding(*TABLES, folder=Path(OTHER))] if OTHER else [])]

PLACES = {"yes": "abroad", "no": "in Korea", "undetermined": "undetermined"}
WHAT = ["country", "leaves_korea", "match", "app_cipher", "encrypted"]

one, other = (sides.transfers(folder) for folder in (folders[0], folders[-1]))
if OTHER:
    names, parted = ("in the first", "in the second"), True
    WHAT.append("early")
else:
    parted = EARLY in {sides.side(name) for name in (*marks(RESULTS), *one["phase"])}
    withdrawn = one[one["early"] == WITHDRAWN]
    left = one[(one["early"] == NEITHER) | (not parted)]
    one, other, names = one[one["early"] == EARLY], one[(one["early"] == LATER) & parted], (EARLY, LATER)

# %% [markdown]
# ## What the two stand on
# A longer recording shows more, and so does one of more phases.

# %%
if OTHER:
    show("Recordings", pd.DataFrame(map(sides.footing, folders)))
    for doubt in sides.doubts(*folders):
        print(f"Mind: {doubt}.")

# %% [markdown]
# ## New, gone, elsewhere, changed
# One line is a category that went to a host. It stands *elsewhere* where its recipient was sent it on both sides, at
# other hosts. It has *changed* where country, way of recognising or encryption did, and between two recordings where it
# left *early*, in a phase before consent. *Phases* with a star are those of which the other recording holds nothing.

# %%
if not parted:
    print("No phase before consent is marked in this recording: there are no two sides to compare.")
for name, rows in zip(names, (one, other), strict=True) if parted else ():
    count = rows.groupby("leaves_korea")["host"].nunique()
    told = ", ".join(f"{count.get(key, 0)} {place}" for key, place in PLACES.items())
    print(f"Items, proven or hinted at, went to at least {several(rows['host'].nunique(), 'host')} {name}: {told}.")
if not OTHER and len(left):
    when = ", ".join(sorted(set(left["phase"])))
    some = several(left["host"].nunique(), "host was", "hosts were")
    print(f"Mind: what {some} sent in {when} is not compared, and new nowhere.")
if not OTHER and len(withdrawn):
    some = several(withdrawn["host"].nunique(), "host was", "hosts were")
    print(f"Mind: what {some} sent after consent was withdrawn is not compared: 03_before_consent.py shows it.")

joined = sides.lines(one, WHAT).merge(
    sides.lines(other, WHAT), on=KEY, how="outer", suffixes=("", " then"), indicator=True
)
joined.insert(2, "field", joined["category"].replace({slug: entry.en for slug, entry in taxonomy().items()}))
LINE, THEN = ["recipient", "host", "field"], [f"{column} then" for column in WHAT]
new, gone, both = (joined[joined["_merge"] == side] for side in ("right_only", "left_only", "both"))
changed = both[(both[WHAT].to_numpy() != both[THEN].to_numpy()).any(axis=1)]
here, there = sides.elsewhere(new, one), sides.elsewhere(gone, other)
moved = pd.concat([new[here].assign(seen=names[1]), gone[there].assign(seen=names[0])])
new, gone = new[~here], gone[~there]
if OTHER:
    (early, late), WHEN = map(sides.phases, folders), ["phases"]
    new, gone = sides.starred(new, other, early), sides.starred(gone, one, late)
else:
    new, gone, WHEN = new[~sides.among(new, left)], gone[~sides.among(gone, left)], []
if parted:  # "none" would read as an answer
    show(f"New: only {names[1]}", new[[*LINE, *THEN, *WHEN]].rename(columns=dict(zip(THEN, WHAT, strict=True))))
    show(f"Gone: only {names[0]}", gone[[*LINE, *WHAT, *WHEN]])
    show("Elsewhere: the same recipient and item, another host", moved.sort_values([*KEY, "seen"])[[*LINE, "seen"]])
    pairs = [column for pair in zip(WHAT, THEN, strict=True) for column in pair]
    show("Changed", changed[[*LINE, *(column for column in pairs if (changed[column] != "").any())]])
    print(f"\n{len(both) - len(changed)} of {len(joined)} lines are the same on both sides.")

# %% [markdown]
# ## What was not seen

# %%
for folder in folders:
    print(f"{folder.name}: {unseen_of(ledger(folder), 'en') or 'nothing that a recorder counted'}")

# %% [markdown]
# ## Picture

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: what each host was sent on either side.")

if mpl and not joined.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    from matplotlib import pyplot as plt

    sizes = joined.groupby("host")["_merge"].value_counts().unstack(fill_value=0)[["left_only", "both", "right_only"]]
    sizes = sizes.loc[sizes.sum(axis=1).sort_values(kind="stable").index]
    shown = [name.encode("ascii", "backslashreplace").decode().replace("$", r"\$") for name in sizes.index]
    figure, axes = plt.subplots(figsize=(9, 0.35 * len(sizes) + 1.5))
    axes.barh(shown, -sizes["left_only"], color="#b35806", label=f"only {names[0]}")
    axes.barh(shown, sizes["both"], color="#bbbbbb", label="both")
    axes.barh(shown, sizes["right_only"], left=sizes["both"], color="#2166ac", label=f"only {names[1]}")
    axes.set(xlabel="categories of personal data, at least", title="What each host was sent")
    axes.xaxis.set_major_formatter(lambda value, _: f"{abs(value):.0f}")
    axes.legend()
    figure.tight_layout()
