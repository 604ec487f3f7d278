"""The ground floor: money, dates, problems, parties and populations. Pure: no clock, no files, no engine."""
