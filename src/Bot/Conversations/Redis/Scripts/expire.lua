-- Removes one conversation whole, or leaves it whole: when its last append is too long ago and nobody needs it (docs/redis.md).
-- KEYS 1 head, 2 log, 3 keys, 4 scratch, 5 last, 6 turns, 7 open
-- ARGV 1 id, 2 how long conversations are kept in ms, 3 channel
-- Gives 1 when it is removed, 0 when it stays, 2 when there was nothing left to remove.
local since = redis.call('ZSCORE', KEYS[5], ARGV[1])
if not since then
  return 2
end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if tonumber(since) > now - tonumber(ARGV[2]) then
  return 0
end
if redis.call('EXISTS', KEYS[1], KEYS[2]) == 0 then
  redis.call('ZREM', KEYS[5], ARGV[1])
  return 2
end
local head = redis.call('HMGET', KEYS[1], 'head', 'hold')
if head[2] or not head[1] or redis.call('ZSCORE', KEYS[6], ARGV[1]) then
  return 0
end
-- What is not ours, or from a newer program, is not for us to remove. Holders 0 and 3 are the bot and nobody; null means that no turn is open.
local read, fields = pcall(cjson.decode, head[1])
if not read or type(fields) ~= 'table' or fields[1] ~= 1 or (fields[5] ~= 0 and fields[5] ~= 3) or fields[8] ~= cjson.null then
  return 0
end
-- The queue or an agent holds what has an open right, so it never comes this far; should it, it stays all the same.
if fields[12] and fields[12] ~= '' then
  return 0
end
redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3], KEYS[4])
redis.call('ZREM', KEYS[5], ARGV[1])
redis.call('SREM', KEYS[7], ARGV[1])
-- Seq 0 tells every node that nothing stands; the dash is no node's name, so that this one hears it too.
redis.call('PUBLISH', ARGV[3], '- 0 ' .. ARGV[1])
return 1
