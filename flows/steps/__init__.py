"""The core of each flow as plain calls: no Prefect here."""
