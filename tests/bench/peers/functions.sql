-- What a user of PostGraphile writes for a condition that is not an equality, and for a write that keeps the current value.
create function plan_active_customers(plan plan) returns setof customer_plan stable language sql as $$
  select * from customer_plan
  where plan_id = plan.id and removed_at is null and starting_on <= now() and ends > now()
$$;
comment on function plan_active_customers(plan) is '@behavior +order';
