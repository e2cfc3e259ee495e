# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
# ---

# %% [markdown]
# # What was not seen?
#
# Run it with `python analysis/04_unseen.py [RESULT FOLDER]`, or open it as a notebook.
#
# Every number in the other tables reads "at least", and this page says against what. Traffic can be refused by the app
# (pinning), pass by the proxy, be lost, or arrive with a body that was ciphered in the app. Onward transfer from one
# recipient to the next and viewing from abroad never show on a phone at all.

# %%
import pandas as pd

from trafficaudit.tables.asking import NOTEBOOK, holding, ledger, show, summed

RESULTS = holding("coverage.csv", "exchanges.parquet")
coverage = ledger(RESULTS)
exchanges = pd.read_parquet(RESULTS / "exchanges.parquet")
if exchanges.empty:
    print("No exchange was recorded.")

# %% [markdown]
# ## The ledger
# One line a state. "not counted" is not zero: nothing in the recording counted it, or not all that was recorded there.

# %%
whole = summed(coverage, ["state"])
show("The ledger", whole.astype("object").where(whole.notna(), "not counted").reset_index())
opaque = exchanges[exchanges["state"] == "opaque body"]
if len(exchanges):
    print(f"\n{len(opaque)} of {len(exchanges)} recorded exchanges hold a body that could not be looked into", end=" ")
    print(f"({100 * len(opaque) / len(exchanges):.1f} %).")
partly = exchanges[exchanges["state"] == "examined in part"]
if len(partly):
    print(
        f"{len(partly)} were examined in part: the gaps of the result say which bound ended the search, and where; its "
        "warnings say of how many bodies the recording does not hold all."
    )

# %% [markdown]
# ## Phase by phase
# Recorded exchanges; a phase with few of them says little, whatever the other tables show for it.

# %%
phases = summed(coverage, ["phase", "state"])["exchanges"].unstack("state", sort=False)
first = exchanges.groupby("phase")["at"].min()
phases = phases.loc[first.reindex(phases.index).sort_values(kind="stable").index]
told = phases.astype("object").where(phases.notna(), "not counted")
show("Exchanges phase by phase", told.reset_index().rename_axis(None, axis=1))

# %% [markdown]
# ## Opaque bodies: whose?
# Ask first about the hosts that receive most of what could not be read.

# %%
whose = opaque.groupby(["host", "phase"], sort=False).agg(
    exchanges=("exchange", "size"), sent=("request_bytes", "sum"), received=("response_bytes", "sum")
)
show("Opaque bodies", whose.sort_values("sent", ascending=False, kind="stable").reset_index())

# %% [markdown]
# ## Examined in part: whose?
# A bound of the search was reached, or the recording holds only the beginning of a body: see the gaps in `recipe.json`.

# %%
cut = partly.groupby(["host", "phase"], sort=False).agg(
    exchanges=("exchange", "size"), sent=("request_bytes", "sum"), received=("response_bytes", "sum")
)
show("Examined in part", cut.sort_values("sent", ascending=False, kind="stable").reset_index())

# %% [markdown]
# ## Exchanges that broke off
# Recorded in part: the request may be there, the answer is not.

# %%
broken = exchanges[exchanges["error"].notna()]
show("Exchanges that broke off", broken.groupby(["host", "error"]).size().rename("exchanges").reset_index())

# %% [markdown]
# ## Picture

# %%
try:
    import matplotlib as mpl
except ImportError:
    mpl = None
    print("Plot left out, because matplotlib is not installed: recorded exchanges per phase and state.")

if mpl and not exchanges.empty:
    if not NOTEBOOK:
        mpl.use("Agg")  # no display needed
    drawn = phases.fillna(0).astype("int64")
    drawn = drawn.loc[:, drawn.sum() > 0]
    drawn.index = [name.encode("ascii", "backslashreplace").decode().replace("$", r"\$") for name in drawn.index]
    axes = drawn.plot.bar(stacked=True, figsize=(8, 4), rot=30)
    axes.set(xlabel="", ylabel="exchanges", title="What the recording holds, and how much of it could be read")
    axes.figure.tight_layout()
