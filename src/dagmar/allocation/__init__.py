"""Who gets what, and why: rounding, rules, the plan, and the receipt of each amount. Pure."""
