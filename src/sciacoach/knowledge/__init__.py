"""What is known, and how well: the rules explained one by one, their sources, their kind."""
