-- Gives a lease up; nothing happens when another owner has it.
-- KEYS: the kind's sorted set of ends, its hash of values. ARGV: id, owner.
if redis.call('HGET', KEYS[2], ARGV[1]) == ARGV[2] then
  redis.call('ZREM', KEYS[1], ARGV[1])
  redis.call('HDEL', KEYS[2], ARGV[1])
end

return 1
