-- Writes one conversation's log anew beside itself, from a snapshot on, a stretch at a time; the last stretch puts it in place (docs/redis.md).
-- KEYS 1 head, 2 log, 3 scratch, 4 turns
-- ARGV 1 id, 2 seq in the head that the node saw, 3 time in it, 4 seq of the first entry that the node saw, 5 seq of the snapshot,
--      6 most entries that a log may hold untrimmed, 7 seq copied last, 8 most entries copied now, then for the first stretch v, e, a of the snapshot
-- Gives what was copied last, or -1 when something has moved or somebody needs the conversation: then nothing has changed.
local function seqOf(entry) return entry and tonumber(string.match(entry[1], '^(%d+)-0$')) end
local function stands()
  local head = redis.call('HMGET', KEYS[1], 'seq', 'head', 'hold')
  if head[1] ~= ARGV[2] or head[3] or not head[2] or redis.call('ZSCORE', KEYS[4], ARGV[1]) then return false end
  -- Holders 0 and 3 are the bot and nobody; null means that no turn is open.
  local read, fields = pcall(cjson.decode, head[2])
  if not read or type(fields) ~= 'table' or fields[1] ~= 1 or fields[7] ~= tonumber(ARGV[3]) then return false end
  if (fields[5] ~= 0 and fields[5] ~= 3) or fields[8] ~= cjson.null then return false end
  -- Numbers are dense, so the ends say how many there are; another node may have trimmed it meanwhile.
  local first = seqOf(redis.call('XRANGE', KEYS[2], '-', '+', 'COUNT', 1)[1])
  local last = seqOf(redis.call('XREVRANGE', KEYS[2], '+', '-', 'COUNT', 1)[1])
  return first == tonumber(ARGV[4]) and last == tonumber(ARGV[2]) and last - first + 1 > tonumber(ARGV[6])
end
if not stands() then
  return -1
end
if #ARGV > 8 then
  redis.call('UNLINK', KEYS[3])
  redis.call('XADD', KEYS[3], ARGV[5] .. '-0', 'v', ARGV[9], 'e', ARGV[10], 'a', ARGV[11])
elseif seqOf(redis.call('XREVRANGE', KEYS[3], '+', '-', 'COUNT', 1)[1]) ~= tonumber(ARGV[7]) then
  -- Somebody else writes there too, or it is gone.
  return -1
end
local from, left = tonumber(ARGV[7]), tonumber(ARGV[8])
while left > 0 do
  local page = redis.call('XRANGE', KEYS[2], string.format('(%.0f-0', from), '+', 'COUNT', math.min(left, 500))
  if #page == 0 then break end
  for _, entry in ipairs(page) do
    redis.call('XADD', KEYS[3], entry[1], unpack(entry[2]))
  end
  from, left = seqOf(page[#page]), left - #page
end
if from == tonumber(ARGV[2]) then
  -- Freed in the background: a rename over a long stream would free it here.
  redis.call('UNLINK', KEYS[2])
  redis.call('RENAME', KEYS[3], KEYS[2])
end
return from
