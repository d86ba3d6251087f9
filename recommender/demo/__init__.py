"""A small invented library that shows the main job in a minute."""
