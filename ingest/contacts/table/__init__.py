"""Tables of people: what the columns are, reading and writing."""
