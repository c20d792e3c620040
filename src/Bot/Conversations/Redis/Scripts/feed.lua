-- Takes references from one bucket's outbox into the feed, once, whichever node does it (docs/redis.md).
-- KEYS 1 feed log, 2 feed state
-- ARGV 1 bucket, 2 outbox id taken last, 3 outbox id taken now, 4 most references kept, 5 channel, then for every reference c, f, n
local taken = redis.call('HGET', KEYS[2], ARGV[1]) or '0-0'
if taken ~= ARGV[2] then
  return {0, taken}
end
local position = tonumber(redis.call('HGET', KEYS[2], 'position') or '0')
for i = 6, #ARGV, 3 do
  position = position + ARGV[i + 2]
  redis.call('XADD', KEYS[1], string.format('%.0f-0', position), 'c', ARGV[i], 'f', ARGV[i + 1], 'n', ARGV[i + 2])
end
redis.call('HSET', KEYS[2], ARGV[1], ARGV[3], 'position', string.format('%.0f', position))
redis.call('XTRIM', KEYS[1], 'MAXLEN', '~', ARGV[4])
redis.call('PUBLISH', ARGV[5], string.format('%.0f', position))
return {1, ARGV[3]}
