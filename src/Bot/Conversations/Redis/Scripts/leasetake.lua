-- Takes a lease that nobody has, or keeps one's own. Time is the server's.
-- KEYS: the kind's sorted set of ends, its hash of values. ARGV: id, owner, life in ms, most leases of the kind, most swept at once.
-- Gives 1 when it is taken, 0 while another owner has it or when there are too many.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local gone = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, tonumber(ARGV[5]))
if #gone > 0 then
  redis.call('ZREM', KEYS[1], unpack(gone))
  redis.call('HDEL', KEYS[2], unpack(gone))
end

-- Sweeping is bounded, so one that has run out may still stand here.
local ends = redis.call('ZSCORE', KEYS[1], ARGV[1])
if ends and tonumber(ends) > now and redis.call('HGET', KEYS[2], ARGV[1]) ~= ARGV[2] then
  return 0
end

if not ends and redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[4]) then
  return 0
end

redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
return 1
