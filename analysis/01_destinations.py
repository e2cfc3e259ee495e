# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # Where does the traffic go?
#
# Run it with `python analysis/01_destinations.py [RESULT FOLDER]`, or open it as a notebook.
#
# Two facts are kept apart: the **country of the first point of contact** (where the server's address is, and how sure
# that is) and the **recipient** behind the name, who may sit elsewhere. A disputed address or the edge of a content
# delivery network counts neither as abroad nor as in Korea: it is *undetermined*.

# %%
import pandas as pd

from trafficaudit.plurals import several
from trafficaudit.tables.asking import NOTEBOOK, holding, show
from trafficaudit.tables.strength import proves

RESULTS = holding("exchanges.parquet", "destinations.parquet", "findings.parquet")
destinations = pd.read_parquet(RESULTS / "destinations.parquet")
exchanges = pd.read_parquet(RESULTS / "exchanges.parquet").merge(
    destinations.drop(columns=["host", "ip", "port", "exchanges"]), on="destination", how="left"
)
sent = pd.read_parquet(RESULTS / "findings.parquet").query("direction == 'request'")
# A seeded value that not many others have as well, and not only a name or a format.
proven = sent[pd.Series(map(proves, sent["detector"], sent["confidence"]), sent.index, dtype=bool)]
told = proven.groupby(["capture", "exchange"]).size().rename("seeded_values").reset_index()
exchanges = exchanges.merge(told, on=["capture", "exchange"], how="left").fillna({"seeded_values": 0})
exchanges["country"] = exchanges["country"].replace("", "(none)")
unsent = (exchanges["sent"] == "no").sum()
exchanges = exchanges[exchanges["sent"] != "no"]
if unsent:
    print(
        several(unsent, "exchange is", "exchanges are"),
        "left out: no server was reached, or another one of the same counts.",
    )
if exchanges.empty:
    print("No exchange was recorded: nothing can be said about where the traffic goes.")

# %% [markdown]
# ## Abroad, in Korea, undetermined
# The three columns add up to the whole; a host counts in each of them that it was reached in. *With a seeded value*:
# exchanges in which the app sent at least one value of the test person; only where the recording could be looked into,
# so each number reads "at least".

# %%
SIDES = {"yes": "abroad", "no": "in Korea", "undetermined": "undetermined"}
side = exchanges["leaves_korea"].map(SIDES)
counts = pd.DataFrame(
    {
        "exchanges": exchanges.groupby(side).size(),
        "exchanges with a seeded value": exchanges[exchanges["seeded_values"] > 0].groupby(side).size(),
        "hosts": exchanges.groupby(side)["host"].nunique(),
        "bytes sent": exchanges.groupby(side)["request_bytes"].sum(),
    }
)
counts = counts.T.reindex(columns=list(SIDES.values())).fillna(0).astype("int64").rename_axis("count of", axis=0)
show("Abroad, in Korea, undetermined", counts.reset_index().rename_axis(None, axis=1))

# %% [markdown]
# ## Countries, and how sure each is
# *established*: the operator publishes it; *likely*: the databases agree; *disputed*: they do not, or only repeat where
# the address is registered, and every answer stays visible (`KR or SG`); *edge*: a delivery network, or an address that
# is announced from many places, which has no country; *unknown*: no source names one, or the recording has no address.

# %%
countries = (
    exchanges.groupby(["country", "certainty"])
    .agg(exchanges=("exchange", "size"), hosts=("host", "nunique"), seeded_values=("seeded_values", "sum"))
    .astype("int64")
    .sort_values(["exchanges", "hosts"], ascending=False, kind="stable")
)
show("Countries of the first point of contact", countries.reset_index())

# %% [markdown]
# ## Hosts and recipients
# The recipient is an organisation as far as the name or the network tells it, never a legal finding.

# %%
WHERE = ["country", "certainty", "host", "recipient", "recipient_country", "recipient_basis", "party"]
hosts = (
    exchanges.groupby(WHERE, dropna=False)
    .agg(exchanges=("exchange", "size"), seeded_values=("seeded_values", "sum"))
    .astype("int64")
    .sort_values(["seeded_values", "exchanges"], ascending=False, kind="stable")
)
show("Hosts and recipients", hosts.reset_index())

# %% [markdown]
# ## Picture

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: exchanges per country and certainty.")

if mpl and not exchanges.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    COLOURS = {
        "established": "#2a6f9e",
        "likely": "#7fb3d5",
        "disputed": "#7a6f95",
        "edge": "#b9aed2",
        "unknown": "#999999",
    }
    wide = countries["exchanges"].unstack("certainty", fill_value=0)
    wide = wide[[certainty for certainty in COLOURS if certainty in wide]]
    ordered = wide.loc[wide.sum(axis=1).sort_values().index]
    axes = ordered.plot.barh(stacked=True, color=COLOURS, figsize=(8, 0.5 * len(wide) + 1.5))
    axes.set(xlabel="exchanges", ylabel="", title="Country of the first point of contact")
    axes.figure.tight_layout()
