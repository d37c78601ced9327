"""How many papers each step takes at once, told without importing what the steps do."""

# For one fetching process, which takes seconds to start and asks many hosts side by side.
FETCHED = 200
# Each with several copies: about as many files as a batch of first copies.
COPIES = 50
# Documents in one transaction: what a killed run reads again.
READ = 50
# Papers in one transaction: what a killed run assesses again.
ASSESSED = 100
