"""Speed, measured as ratios in one run: `make bench`. No test looks at a clock."""
