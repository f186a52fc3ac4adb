"""What was really done: records, the store (the only sqlite3), exports."""
