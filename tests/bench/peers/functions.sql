-- What a user of PostGraphile writes for a condition that is not an equality, and for a write that keeps the current value.
create function plan_active_customers(plan plan) returns setof customer_plan stable language sql as $$
  select * from customer_plan
  where plan_id = plan.id and removed_at is null and starting_on <= now() and ends > now()
$$;
comment on function plan_active_customers(plan) is '@behavior +order';

create function set_metric(account_key text, metric_key text, value bigint) returns metric volatile language sql as $$
  with event as (select nextval(pg_get_serial_sequence('metric_event', 'id')) as id),
  kept as (
    insert into metric as m (gid, account_key, key, value, time, event_id)
    select gen_random_uuid()::text, $1, $2, $3, now(), event.id from event
    on conflict (account_key, key) do update set value = excluded.value, time = excluded.time,
      event_id = excluded.event_id where m.time <= excluded.time
    returning m.*
  ),
  stored as (
    insert into metric_event (id, gid, uid, metric_id, account_key, metric_key, value, time, received_at)
    select event.id, u::text, u, kept.id, $1, $2, $3, now(), now() from event, kept, gen_random_uuid() u
  )
  select * from kept
$$;
