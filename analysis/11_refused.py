# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # What was sent in requests that say themselves that somebody refused?
#
# Run it with `python analysis/11_refused.py [RESULT FOLDER]`, or open it as a notebook.
#
# Apps tell servers what was agreed to: Google's consent mode (`gcs=G100`), `npa=1`, App Tracking Transparency, limited
# ad tracking, an agreement to transfers abroad as `N`. Here stands what else such a request carries. What the refusal
# covers, and whether another legal basis does, is for the investigator to say. Strings that hold many choices (IAB TCF
# and GPP, Google's `gcd`) are not opened, and a request may carry events of several times. All is "at least".

# %%
import pandas as pd

from trafficaudit.categories import taxonomy
from trafficaudit.plurals import several
from trafficaudit.tables.asking import NOTEBOOK, holding, show
from trafficaudit.tables.chosen import chosen
from trafficaudit.tables.refusals import BESIDE, CONSENT, refused

RESULTS = holding("findings.parquet", "exchanges.parquet", "destinations.parquet")
PLACE = ["capture", "exchange"]
places = pd.read_parquet(RESULTS / "destinations.parquet")[["destination", "recipient", "country", "leaves_korea"]]
exchanges = pd.read_parquet(RESULTS / "exchanges.parquet").query("sent != 'no'")
data = exchanges[[*PLACE, "app", "phase", "host", "destination"]].merge(places, on="destination", how="left")
findings = pd.read_parquet(RESULTS / "findings.parquet")
sent = findings[findings.index.isin(list(chosen(findings.to_dict("records")))) & (findings["direction"] == "request")]
sent = sent[~sent["category"].isin(BESIDE)]
items = sent.drop_duplicates([*PLACE, "category"])[[*PLACE, "category"]]
items["item"] = items["category"].map({slug: entry.en for slug, entry in taxonomy().items()})
items["weight"] = items["category"].map({slug: entry.weight for slug, entry in taxonomy().items()})
refusals = refused(findings).merge(data, on=PLACE)

# %% [markdown]
# ## Does the recording hold such requests?

# %%
KEY = ["app", "says", "field", "recipient", "host"]
told = findings[(findings["category"] == CONSENT) & (findings["direction"] == "request")].drop_duplicates(PLACE)
count = refusals.drop_duplicates(PLACE).shape[0]
print(
    f"\n{several(len(told), 'request says', 'requests say')} something of consent, {count} that something was refused."
)
show("Who says so", refusals.groupby(KEY, dropna=False).size().rename("requests").reset_index())

# %% [markdown]
# ## What they carry besides
# Identifiers that last and what names a person directly first.

# %%
ORDER = {"direct": 0, "persistent": 1, "linkable": 2, "context": 3}
beside = refusals.merge(items, on=PLACE)
beside["place"] = beside["capture"] + "/" + beside["exchange"]
WHERE = [*KEY, "country", "leaves_korea", "phase", "item", "weight"]
rows = beside.groupby(WHERE, dropna=False).agg(requests=("place", "nunique"), example=("place", "first"))
rows = rows.reset_index().sort_values("weight", key=lambda names: names.map(ORDER), kind="stable")
telling = beside[beside["weight"].isin(["direct", "persistent"])].drop_duplicates(PLACE).shape[0]
print(f"{several(telling, 'of them carries', 'of them carry')} what names a person or lasts.")
show("Sent in the same request, at least", rows)

# %% [markdown]
# ## Picture

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: items in requests that say that something was refused.")

if mpl and not rows.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    from matplotlib import pyplot as plt

    drawn = beside.groupby(["host", "weight"])["item"].nunique().unstack().reindex(columns=list(ORDER)).fillna(0)
    drawn.index = [name.encode("ascii", "backslashreplace").decode().replace("$", r"\$") for name in drawn.index]
    figure, axes = plt.subplots(figsize=(8, 0.35 * len(drawn) + 1.5))
    colours = ["#7b2d43", "#d1495b", "#e9a23b", "#cccccc"]
    drawn.plot.barh(stacked=True, color=colours, ax=axes, width=0.75).legend(frameon=False)
    axes.locator_params(axis="x", integer=True)
    axes.set(xlabel="items, at least", ylabel="", title="Sent in requests that say that something was refused")
    figure.tight_layout()
