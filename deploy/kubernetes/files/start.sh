#!/bin/sh
# Starts a Redis server or a sentinel. Both write into their configuration what they learn, so it is made once and kept
# in /data: a server that was made a replica, or the primary, finds that again.
#   ROLE              server | sentinel
#   NAME              the name under which the others reach this one
#   FIRST             the name of the server that is the primary the very first time
#   REDIS_PASSWORD    of Cardline;  REDIS_PEER_PASSWORD  of the servers and sentinels among themselves
set -eu
: "${ROLE:?}" "${NAME:?}" "${FIRST:?}" "${REDIS_PASSWORD:?}" "${REDIS_PEER_PASSWORD:?}"
umask 077
conf=/data/$ROLE.conf

# Users are made at every start, so that a new password takes effect; the rule stands in docs/operations.md.
if [ "$ROLE" = server ]; then
    sed -e "s/>PASSWORD/>$REDIS_PASSWORD/" -e "s/>PEER/>$REDIS_PEER_PASSWORD/" /config/users.acl >/data/users.acl
fi

if [ ! -f "$conf" ] && [ "$ROLE" = server ]; then
    {
        cat /config/redis.conf
        echo "port 6379"
        echo "dir /data"
        echo "aclfile /data/users.acl"
        echo "masteruser peer"
        echo "masterauth $REDIS_PEER_PASSWORD"
        echo "replica-announce-ip $NAME"
        if [ "$NAME" != "$FIRST" ]; then echo "replicaof $FIRST 6379"; fi
    } >"$conf.new"
    mv "$conf.new" "$conf"
fi

if [ ! -f "$conf" ] && [ "$ROLE" = sentinel ]; then
    {
        echo "port 26379"
        echo "dir /data"
        cat /config/sentinel.conf
        echo "sentinel announce-ip $NAME"
        echo "sentinel monitor cardline $FIRST 6379 2"
        echo "sentinel auth-user cardline peer"
        echo "sentinel auth-pass cardline $REDIS_PEER_PASSWORD"
        cat /config/sentinel-watch.conf
    } >"$conf.new"
    mv "$conf.new" "$conf"
fi

if [ "$ROLE" = sentinel ]; then exec redis-server "$conf" --sentinel; fi
exec redis-server "$conf"
