import hmac, sys                                   # python3 verify.py DRAW_ID SEED nord=160 sud=90 < roster.tsv
draw_id, seed, quota = sys.argv[1], sys.argv[2], dict(a.split('=') for a in sys.argv[3:])
mac = lambda key, msg: hmac.new(key, msg, 'sha256').digest()
prk = mac(draw_id.encode(), seed.encode())
rows = [line.rstrip('\n').split('\t') for line in sys.stdin][1:]
for h in sorted(quota):
    units = {}
    for i, s, c in rows:
        if s == h: units.setdefault(i if c == '-' else '+' + c, []).append(i)
    left = int(quota[h])
    for rank, (t, u) in enumerate(sorted((mac(prk, u.encode() + b'\x01').hex(), u) for u in units), 1):
        take = len(units[u]) <= left; left -= len(units[u]) * take
        for i in sorted(units[u]): print(h, rank, i, t, 'selected' if take else 'waiting', sep='\t')
