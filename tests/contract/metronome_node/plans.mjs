// Every method of plans, automatic paging and the error classes. Arguments: the base URL and a key.
import Metronome from '@metronome/sdk';

const [baseURL, bearerToken] = process.argv.slice(2);
const client = new Metronome({ baseURL, bearerToken });
const NOBODY = '00000000-0000-4000-8000-000000000000';

const collect = async (pages) => {
  const found = [];
  for await (const item of pages) found.push(item);
  return found;
};
const failure = async (call) => {
  try {
    await call();
    return null;
  } catch (error) {
    return { class: error.constructor.name, status: error.status, body: error.error };
  }
};

const { plans } = client.v1;
const listed = await collect(plans.list());
const paged = await collect(plans.list({ limit: 1 }));
const details = [];
for (const { id: plan_id } of listed) {
  details.push({
    detail: (await plans.getDetails({ plan_id })).data,
    charges: await collect(plans.listCharges({ plan_id, limit: 2 })),
    customers: await collect(plans.listCustomers({ plan_id, status: 'all', limit: 3 })),
    active: await collect(plans.listCustomers({ plan_id })),
  });
}
const raw = await plans.list({ limit: 1 }).asResponse();
console.log(
  JSON.stringify({
    listed,
    paged,
    details,
    contentType: raw.headers.get('content-type'),
    unknown: await failure(() => plans.getDetails({ plan_id: NOBODY })),
    malformed: await failure(() => plans.listCharges({ plan_id: 'nope' })),
    limit: await failure(() => plans.list({ limit: 101 })),
    unauthorized: await failure(() => new Metronome({ baseURL, bearerToken: 'wrong' }).v1.plans.list()),
  }),
);
