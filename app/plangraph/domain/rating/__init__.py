"""What a plan costs: one small module for each rule, pure functions on typed plans. Entry: `estimate.estimate`."""
