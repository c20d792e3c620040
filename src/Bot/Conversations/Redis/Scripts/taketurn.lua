-- Gives the open turn of a conversation to a node, unless another node runs it (docs/redis.md).
-- KEYS 1 head, 2 turns; ARGV 1 id, 2 node, 3 lease in ms
local leased = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not leased then
  return false
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local owner = redis.call('HGET', KEYS[1], 'owner')
if owner ~= ARGV[2] then
  if tonumber(leased) > now then
    return false
  end
  redis.call('HSET', KEYS[1], 'owner', ARGV[2])
end
redis.call('ZADD', KEYS[2], now + ARGV[3], ARGV[1])
return redis.call('HGET', KEYS[1], 'head')
