"""What people do with tickets, turns and counters.

`visitor` issues, `officer` calls and serves, `moving` sets aside and sends elsewhere, `holder` is whoever has the slip,
`undoing` takes a counter's last step back; `counter` is the frame they share.
"""
