"""The nouns of citetrail and their vocabularies. Imports nothing of the house."""
