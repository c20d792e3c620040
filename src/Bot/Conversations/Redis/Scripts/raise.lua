-- Puts the feed's position forward, after a failover lost the last of it (docs/redis.md). KEYS 1 feed state; ARGV 1 position seen before
if tonumber(redis.call('HGET', KEYS[1], 'position') or '0') < tonumber(ARGV[1]) then
  redis.call('HSET', KEYS[1], 'position', ARGV[1])
end
return 1
