# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # What do the servers send back?
#
# Run it with `python analysis/05_responses.py [RESULT FOLDER]`, or open it as a notebook.
#
# A response is no transfer out of Korea, and the transfer table leaves it out. But personal data in a response shows
# what a server **holds**: a host that returns an address knows it, whether or not the recording shows the app sending
# it there.

# %%
import pandas as pd

from trafficaudit.categories import taxonomy
from trafficaudit.tables.asking import NOTEBOOK, holding, show
from trafficaudit.tables.strength import proves

RESULTS = holding("findings.parquet", "exchanges.parquet", "destinations.parquet")
destinations = pd.read_parquet(RESULTS / "destinations.parquet")
findings = pd.read_parquet(RESULTS / "findings.parquet").merge(
    destinations[["destination", "country", "leaves_korea", "recipient", "recipient_country"]],
    on="destination",
    how="left",
)
reached = pd.read_parquet(RESULTS / "exchanges.parquet").query("sent != 'no'")[["capture", "exchange"]]
findings = findings.merge(reached, on=["capture", "exchange"])  # what reached no server was not sent
findings["field"] = findings["category"].map({slug: entry.en for slug, entry in taxonomy().items()})
proven = findings[pd.Series(map(proves, findings["detector"], findings["confidence"]), findings.index, dtype=bool)]
received = proven[proven["direction"] == "response"]
sent = proven[proven["direction"] == "request"]
if received.empty:
    print("No seeded value was found in a response.")

# %% [markdown]
# ## Seeded values in responses
# Counted in exchanges; a WebSocket message from the server is an exchange of its own.

# %%
held = (
    received.assign(place=received["capture"] + "/" + received["exchange"])
    .groupby(["host", "country", "recipient", "recipient_country", "field"])
    .agg(exchanges=("place", "nunique"), example=("path", "first"))
    .sort_values("exchanges", ascending=False, kind="stable")
)
show("Seeded values in responses", held.reset_index())

# %% [markdown]
# ## Known to a host without having been sent there
# Fields that a host returned and that the app was not seen sending to that host, in any spelling, in that exchange or
# one that began before it: times are those at which exchanges began, and an answer that lasted may hold it later.
# The server has them from an earlier visit, from another recipient, or through something that was not seen.

# %%
first_sent = sent.groupby(["host", "category"])["at"].min().rename("sent_at")
first_back = received.groupby(["host", "field", "category"])["at"].min().rename("returned_at").reset_index()
both = first_back.join(first_sent, on=["host", "category"])
# What was sent or returned at a time that nobody knows may have come before.
untimed = set(sent[sent["at"].isna()].groupby(["host", "category"]).groups)
unsure = both["returned_at"].isna() | both.set_index(["host", "category"]).index.isin(list(untimed))
unsent = both[(both["sent_at"].isna() | (both["sent_at"] > both["returned_at"])) & ~unsure]
print("\nReturned, but not sent there before:" if len(unsent) else "\nReturned, but not sent there before: nothing")
for host, rows in unsent.groupby("host"):
    print(f"{host}: {', '.join(sorted(rows['field']))}")

# %% [markdown]
# ## Given by a server first
# Values, also such as only a name or a format tells, that stood in the answer to an exchange that began before the app
# sent them anywhere: ids, tokens and cookies that it sends back, and data of the person that the server knew. That the
# user typed the same again is not ruled out, nor that an answer that lasted held it only later.

# %%
when = findings.groupby(["value_sha256", "direction"])["at"].min().unstack()
when = when.reindex(columns=["request", "response"]).astype(findings["at"].dtype)
unsure = findings.loc[findings["at"].isna() & (findings["direction"] == "request"), "value_sha256"]
given = when[when["response"] < when["request"]].index.difference(unsure)
back = findings[findings["value_sha256"].isin(given)]
source = back[back["direction"] == "response"].sort_values("at").drop_duplicates("value_sha256")
back = back[back["direction"] == "request"].sort_values("at").drop_duplicates(["value_sha256", "host", "category"])
back = back.merge(source[["value_sha256", "host"]].rename(columns={"host": "given by"}), on="value_sha256")
back = back.groupby(["given by", "host", "field"]).agg(values=("value_sha256", "nunique"), first_sent=("at", "min"))
back["first_sent"] = back["first_sent"].dt.floor("s")
show("Given by a server before the app sent it", back.reset_index().rename(columns={"host": "sent to"}))

# %% [markdown]
# ## Picture

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: seeded values sent and returned per category.")

if mpl and not received.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    counted = proven.groupby(["field", "direction"]).size().unstack("direction", fill_value=0)
    counted = counted.rename(columns={"request": "sent", "response": "returned"})
    axes = counted[counted["returned"] > 0].plot.barh(figsize=(8, 0.4 * len(counted) + 1.5))
    axes.set(xlabel="places in the recording", ylabel="", title="Seeded values sent and returned")
    axes.figure.tight_layout()
