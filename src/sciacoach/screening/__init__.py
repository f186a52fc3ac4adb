"""The safety screen: questions as data, answers to a clearance. Pure."""
