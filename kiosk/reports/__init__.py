"""Reports as tables, whatever they are put on: a page, a sheet, a terminal."""
