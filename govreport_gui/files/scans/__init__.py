"""Reading what is on paper: scanned pages and pictures, by an add-on that is loaded only for them."""
