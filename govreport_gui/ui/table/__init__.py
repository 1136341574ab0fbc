"""An official table on screen: model, grid, keys, box, signs, clipboard."""
