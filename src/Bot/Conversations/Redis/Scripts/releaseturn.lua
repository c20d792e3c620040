-- Ends a node's lease of the open turn of a conversation, so that the next look of any node finds it (docs/redis.md).
-- KEYS 1 head, 2 turns; ARGV 1 id, 2 node
if redis.call('HGET', KEYS[1], 'owner') ~= ARGV[2] or not redis.call('ZSCORE', KEYS[2], ARGV[1]) then
  return 0
end
redis.call('ZADD', KEYS[2], 0, ARGV[1])
return 1
