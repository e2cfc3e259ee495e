# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Which personal fields are sent, how were they recognised, and to whom?
#
# Run it with `python analysis/02_personal_fields.py [RESULT FOLDER]`, or open it as a notebook.
#
# A seeded value of the test person that is found in what the app sent is **proof**, in whatever spelling or digest.
# A number format, a documented endpoint or the name of a field is a **hint**. The two are never added up.

# %%
import pandas as pd

from trafficaudit.categories import WEIGHTS, taxonomy
from trafficaudit.destinations.recipients import told_apart
from trafficaudit.plurals import several
from trafficaudit.tables.asking import NOTEBOOK, holding, show
from trafficaudit.tables.basis import based
from trafficaudit.tables.strength import proves

RESULTS = holding("transfers.parquet", "destinations.parquet")
transfers = based(*(pd.read_parquet(RESULTS / f"{name}.parquet") for name in ("transfers", "destinations")))
known = taxonomy()
WEIGHT = pd.CategoricalDtype(WEIGHTS, ordered=True)
transfers["field"] = transfers["category"].map({slug: entry.en for slug, entry in known.items()})
transfers["weight"] = transfers["category"].map({slug: entry.weight for slug, entry in known.items()}).astype(WEIGHT)
seeded = pd.Series(map(proves, transfers["detectors"], transfers["confidence"]), transfers.index, dtype=bool)
transfers["proof"] = seeded.map({True: "seeded value", False: "hint"})
transfers["side"] = transfers["leaves_korea"].map({"yes": "abroad", "no": "in Korea"}).fillna("undetermined")
if transfers.empty:
    print("No personal field was found in what the app sent. Look at 04_unseen.py before you take that for an answer.")

# %% [markdown]
# ## Categories: how many hosts were told, and where they are
# Hosts and not requests, because how often a field goes out says more about the app's timer than about the person.
# *direct* names a person, *persistent* singles one out for long, *linkable* does so in combination, *context* adds to
# it.

# %%
SIDES = ["abroad", "in Korea", "undetermined"]
fields = (
    transfers.groupby(["proof", "weight", "field", "side"], observed=True)["host"]
    .nunique()
    .unstack("side", fill_value=0)
)
fields = fields.reindex(columns=SIDES, fill_value=0)
proven = fields.reindex(["seeded value"], level="proof").droplevel("proof")
hints = fields.reindex(["hint"], level="proof").droplevel("proof")


def categories(table: pd.DataFrame) -> str:
    """Say how many there are."""
    return several(len(table), "category", "categories")


show(f"Proven by a seeded value ({categories(proven)}), hosts", proven.reset_index().rename_axis(None, axis=1))
show(f"Hinted at ({categories(hints)}), hosts", hints.reset_index().rename_axis(None, axis=1))

# %% [markdown]
# ## How each was recognised
# `verbatim`: as the persona file spells it; `normalised`: another spelling of it; `sha256` and the like: the digest of
# a seeded value, so that "hashed is not personal" can be answered with the transform;
# `masked`: only what is left of it. Hosts per cell, proven only.

# %%
seen = transfers[transfers["proof"] == "seeded value"]
ways = seen.groupby(["field", "match"])["host"].nunique().unstack("match", fill_value=0)
show("How each was recognised, hosts", ways.reset_index().rename_axis(None, axis=1))

# %% [markdown]
# ## To whom
# One line a recipient; the country in brackets is that of the organisation, not of the server.

# %%
whom = (
    seen.assign(recipient=list(map(told_apart, seen["recipient"], seen["host"], seen["basis"])))
    .groupby(["side", "recipient", "recipient_country", "country"])
    .agg(
        hosts=("host", "nunique"),
        fields=("field", lambda names: ", ".join(sorted(set(names)))),
        cleartext=("encrypted", lambda given: "yes" if (given == "no").any() else ""),
    )
)
print("\nTo whom:" if len(whom) else "\nTo whom: nobody")
for (part, recipient, home, country), row in whom.iterrows():
    print(f"{part:<13} {recipient} [{home or '?'}], server in {country or '(none)'}: {row['fields']}", end="")
    print(" (partly without encryption)" if row["cleartext"] else "")

# %% [markdown]
# ## Picture

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: proven categories against hosts.")

if mpl and not seen.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    from matplotlib import pyplot as plt

    grid = seen.groupby(["field", "host"])["exchanges"].sum().unstack("host", fill_value=0) > 0
    names = [name.encode("ascii", "backslashreplace").decode().replace("$", r"\$") for name in grid.columns]
    figure, axes = plt.subplots(figsize=(0.45 * len(names) + 4, 0.3 * len(grid) + 2.5))
    axes.pcolormesh(grid.to_numpy(), cmap="Blues", edgecolors="lightgrey", vmin=0, vmax=1.5)
    axes.set_xticks([place + 0.5 for place in range(len(names))], names, rotation=60, ha="right")
    axes.set_yticks([place + 0.5 for place in range(len(grid))], grid.index)
    axes.set_title("Which host was sent which field (proven by a seeded value)")
    figure.tight_layout()
