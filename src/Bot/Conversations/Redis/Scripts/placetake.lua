-- Keeps the places of what an agent holds, above any number, and then takes one more if there is room. Time is the server's.
-- KEYS: the agent's sorted set of places by their end, the same of what was left.
-- ARGV: life in ms, most places, the place wished or an empty text, then what is held.
-- Gives 1 when the place is had or none was wished, 0 when there is no room.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
for _, key in ipairs(KEYS) do
  -- Bounded by what an agent can have; what is beyond it goes at the next call, and is not counted below.
  local gone = redis.call('ZRANGEBYSCORE', key, '-inf', now, 'LIMIT', 0, 256)
  if #gone > 0 then
    redis.call('ZREM', key, unpack(gone))
  end
end

local ends = now + tonumber(ARGV[1])
for i = 4, #ARGV do
  -- A node whose board is behind still shows what another has left.
  if not redis.call('ZSCORE', KEYS[2], ARGV[i]) then
    redis.call('ZADD', KEYS[1], ends, ARGV[i])
  end
end

if ARGV[3] == '' then
  return 1
end

local taken = redis.call('ZRANGEBYSCORE', KEYS[1], '(' .. string.format('%.0f', now), '+inf')
if #taken >= tonumber(ARGV[2]) and not redis.call('ZSCORE', KEYS[1], ARGV[3]) then
  return 0
end

redis.call('ZREM', KEYS[2], ARGV[3])
redis.call('ZADD', KEYS[1], ends, ARGV[3])
return 1
