"""Where records live: SQLite in the var folder by default, PostgreSQL by address."""
