-- Gives a place back and remembers for a while that it was left. Time is the server's.
-- KEYS: the agent's sorted set of places by their end, the same of what was left. ARGV: the place, how long it is remembered in ms.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZADD', KEYS[2], now + tonumber(ARGV[2]), ARGV[1])
return 1
