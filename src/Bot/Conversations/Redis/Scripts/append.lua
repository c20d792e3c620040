-- Appends to one conversation, all or nothing, when its head is still the one that the node computed from (docs/redis.md).
-- KEYS 1 head, 2 log, 3 keys, 4 turns, 5 open, 6 outbox, 7 scratch, 8 last
-- ARGV 1 id, 2 seq computed from, 3 key or '', 4 what to keep under it, 5 new head, 6 'open' or '' turn afterwards,
--      7 people afterwards: 'y', 'n' or '' for as before, 8 'feed' or '', 9 node, 10 lease in ms, 11 channel or '',
--      12 seq to overwrite or '', 13 with what, 14 first new seq, 15 time in the head computed from or '',
--      16 legal hold afterwards: 'y', 'n' or '' for as before, then for every entry v, e, a
local head = redis.call('HMGET', KEYS[1], 'seq', 'head')
if ARGV[3] ~= '' then
  local known = redis.call('HGET', KEYS[3], ARGV[3])
  if known then
    -- A write, so that what makes this answer durable covers the first try too, whichever connection that came over.
    redis.call('HINCRBY', KEYS[1], 'repeats', 1)
    return {2, head[2] or '', known}
  end
end
-- A conversation that expired and began anew may stand at the same seq as the one that a node remembers, but never at the same time.
local function known()
  if (head[1] or '0') ~= ARGV[2] then return false end
  if not head[2] then return true end
  local read, fields = pcall(cjson.decode, head[2])
  return read and type(fields) == 'table' and fields[7] == tonumber(ARGV[15])
end
if not known() then
  return {0, head[2] or ''}
end

if ARGV[12] ~= '' then
  -- A stream's entry cannot be changed, so the stream is written anew beside itself; readers see the old one or the new one.
  redis.call('DEL', KEYS[7])
  local from, page = '-', nil
  repeat
    page = redis.call('XRANGE', KEYS[2], from, '+', 'COUNT', 500)
    for _, entry in ipairs(page) do
      local fields = entry[2]
      if entry[1] == ARGV[12] .. '-0' then
        for i = 1, #fields, 2 do
          if fields[i] == 'a' then fields[i + 1] = ARGV[13] end
        end
      end
      redis.call('XADD', KEYS[7], entry[1], unpack(fields))
      from = '(' .. entry[1]
    end
  until #page < 500
  redis.call('RENAME', KEYS[7], KEYS[2])
end

local first = tonumber(ARGV[14])
local seq = first - 1
for i = 17, #ARGV, 3 do
  seq = seq + 1
  redis.call('XADD', KEYS[2], string.format('%.0f-0', seq), 'v', ARGV[i], 'e', ARGV[i + 1], 'a', ARGV[i + 2])
end
local last = string.format('%.0f', seq)
redis.call('HSET', KEYS[1], 'seq', last, 'head', ARGV[5])
if ARGV[3] ~= '' then
  redis.call('HSET', KEYS[3], ARGV[3], ARGV[4])
end

if ARGV[16] == 'y' then
  redis.call('HSET', KEYS[1], 'hold', last)
elseif ARGV[16] == 'n' then
  redis.call('HDEL', KEYS[1], 'hold')
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
-- Kept also while everything is kept for ever, so that a limit set later finds the conversations of today.
redis.call('ZADD', KEYS[8], now, ARGV[1])
local whose = ''
if ARGV[6] == 'open' then
  -- Whoever opens a turn runs it; a turn that somebody runs already stays with him.
  local leased = redis.call('ZSCORE', KEYS[4], ARGV[1])
  if not leased then
    redis.call('HSET', KEYS[1], 'owner', ARGV[9])
  end
  if not leased or redis.call('HGET', KEYS[1], 'owner') == ARGV[9] then
    redis.call('ZADD', KEYS[4], now + ARGV[10], ARGV[1])
    whose = 'ours'
  end
elseif redis.call('ZREM', KEYS[4], ARGV[1]) == 1 then
  redis.call('HDEL', KEYS[1], 'owner')
end
if ARGV[7] == 'y' then
  redis.call('SADD', KEYS[5], ARGV[1])
elseif ARGV[7] == 'n' then
  redis.call('SREM', KEYS[5], ARGV[1])
end
if ARGV[8] == 'feed' then
  redis.call('XADD', KEYS[6], '*', 'c', ARGV[1], 'f', ARGV[14], 'n', seq - first + 1)
end
if ARGV[11] ~= '' then
  redis.call('PUBLISH', ARGV[11], ARGV[9] .. ' ' .. last .. ' ' .. ARGV[1])
end
return {1, now, whose}
