// SPDX-License-Identifier: MIT
// What every client must be able to do with the server. A client is an object with these methods:
// era, tools(), call(name, arguments, options), resources(), templates(), read(uri), prompts(),
// prompt(name, arguments), complete(ref, argument), and optionally subscribe(uri).
import assert from 'node:assert/strict';

/** Awaits a refusal; the error's text must match. */
async function refused(promise, pattern) {
  let answer;
  try {
    answer = await promise;
  } catch (error) {
    assert.match(String(error.message), pattern);
    return;
  }
  assert.fail(`not refused: ${JSON.stringify(answer).slice(0, 200)}`);
}

// Tools that want one of two arguments, which a schema without root combinators cannot say.
const oneOf = { list_dfw_rules: { unused_days: 90 } };

const textOf = (result) => result.content[0].text;

export async function runChecks(name, client) {
  const checks = [
    ['lists tools in a stable order', async () => {
      const first = await client.tools();
      const second = await client.tools();
      assert.ok(first.length >= 22 && first.length <= 40, `${first.length} tools`);
      assert.deepEqual(first.map((t) => t.name), second.map((t) => t.name));
      for (const tool of first) {
        assert.equal(tool.inputSchema.type, 'object');
        for (const hint of ['readOnlyHint', 'destructiveHint', 'idempotentHint', 'openWorldHint']) {
          assert.equal(typeof tool.annotations[hint], 'boolean', `${tool.name} ${hint}`);
        }
      }
    }],
    // The client validates structuredContent against outputSchema for tools that it has listed.
    ['calls every read tool that needs no argument', async () => {
      for (const tool of await client.tools()) {
        if (!tool.annotations.readOnlyHint || (tool.inputSchema.required ?? []).length > 0) continue;
        const result = await client.call(tool.name, oneOf[tool.name] ?? {});
        assert.ok(!result.isError, `${tool.name}: ${textOf(result)}`);
        assert.deepEqual(JSON.parse(textOf(result)), result.structuredContent);
      }
    }],
    ['reads one policy with its rules', async () => {
      const list = await client.call('list_dfw_policies', { limit: 3 });
      assert.equal(list.structuredContent.returned, 3);
      const id = list.structuredContent.items[0].id;
      const rules = await client.call('list_dfw_rules', { policy_id: id });
      assert.equal(rules.structuredContent.policy_id, id);
    }],
    ['says what is wrong with an argument', async () => {
      const wrong = await client.call('list_dfw_policies', { limit: 'many' });
      assert.equal(wrong.isError, true);
      assert.match(textOf(wrong), /limit/);
      const missing = await client.call('get_dfw_policy', {});
      assert.equal(missing.isError, true);
      assert.match(textOf(missing), /policy_id/);
      const unknown = await client.call('get_dfw_policy', { policy_id: 'no such policy' });
      assert.equal(unknown.isError, true);
    }],
    ['refuses an unknown tool', () => refused(client.call('no_such_tool', {}), /no_such_tool/)],
    ['shows a dry run and sends nothing', async () => {
      const before = await client.call('list_groups', {});
      const dry = await client.call('create_group',
        { group_id: 'interop', display_name: 'Interop', ip_addresses: ['192.0.2.1'], dry_run: true });
      assert.ok(!dry.isError, textOf(dry));
      const after = await client.call('list_groups', {});
      assert.equal(after.structuredContent.total, before.structuredContent.total);
    }],
    ['reports progress before the answer', async () => {
      const seen = [];
      await client.call('list_dfw_policies', {}, { onprogress: (p) => seen.push(p.progress) });
      assert.ok(seen.length >= 1);
    }],
    ['cancels a call', async () => {
      if (!client.canCancel) return;
      const abort = new AbortController();
      const call = client.call('list_dfw_policies', {}, { signal: abort.signal });
      abort.abort();
      await refused(call, /abort|cancel/i);
      assert.ok(!(await client.call('list_dfw_policies', { limit: 1 })).isError);
    }],
    ['answers many calls at the same time', async () => {
      const calls = [];
      for (let i = 0; i < 20; ++i) calls.push(client.call('list_groups', { limit: 1, offset: i }));
      for (const [i, result] of (await Promise.all(calls)).entries()) {
        assert.equal(result.structuredContent.offset, i);
      }
    }],
    ['lists and reads resources', async () => {
      const list = await client.resources();
      assert.deepEqual(list.map((r) => r.uri), ['nsx://demo/overview', 'nsx://demo/changes']);
      assert.equal((await client.templates()).length, 4);
      for (const { uri } of list) {
        const [part] = await client.read(uri);
        assert.equal(part.uri, uri);
        assert.equal(JSON.parse(part.text).target, 'demo');
      }
      const [rules] = await client.read('nsx://demo/policies/app-webshop/rules');
      assert.equal(JSON.parse(rules.text).policy_id, 'app-webshop');
    }],
    ['does not find what is not there', async () => {
      await refused(client.read('nsx://demo/policies/nothing/rules'), /not found/i);
      await refused(client.read('nsx://elsewhere/overview'), /not found/i);
    }],
    ['lists and fills prompts', async () => {
      const list = await client.prompts();
      assert.equal(list.length, 6);
      const { messages } = await client.prompt('audit_policy', { policy: 'app-webshop' });
      assert.match(messages[0].content.text, /list_dfw_rules/);
      assert.match(messages[0].content.text, /\{"policy":"app-webshop"\}/);
      await refused(client.prompt('audit_policy', {}), /policy/);
    }],
    ['completes arguments', async () => {
      const values = await client.complete({ type: 'ref/prompt', name: 'audit_policy' },
        { name: 'policy', value: 'app-web' });
      assert.ok(values.includes('app-webshop'), values.join());
      const targets = await client.complete(
        { type: 'ref/resource', uri: 'nsx://{target}/overview' }, { name: 'target', value: '' });
      assert.deepEqual(targets, ['demo']);
    }],
    ['takes a subscription', async () => {
      if (client.subscribe) await client.subscribe('nsx://demo/changes');
    }],
    ['deletes nothing that nobody confirmed', async () => {
      if (!client.answerForms) return;
      client.answerForms('decline');
      const result = await client.call('delete_dfw_rule', client.someRule).catch((e) => ({
        isError: true, content: [{ text: e.message }] }));
      assert.equal(result.isError, true);
      const rules = await client.call('list_dfw_rules', { policy_id: client.someRule.policy_id });
      assert.ok(rules.structuredContent.items.some((r) => r.id === client.someRule.rule_id));
    }],
    ['deletes what its person confirmed', async () => {
      if (!client.answerForms) return;
      client.answerForms('accept');
      const result = await client.call('delete_dfw_rule', client.someRule);
      assert.ok(!result.isError, textOf(result));
      const rules = await client.call('list_dfw_rules', { policy_id: client.someRule.policy_id });
      assert.ok(!rules.structuredContent.items.some((r) => r.id === client.someRule.rule_id));
    }],
  ];
  let failures = 0;
  for (const [what, check] of checks) {
    try {
      await check();
      console.log(`ok   ${name} [${client.era}] ${what}`);
    } catch (error) {
      ++failures;
      console.log(`FAIL ${name} [${client.era}] ${what}: ${error.message}`);
    }
  }
  return failures;
}

/** Answers a form as a person would who agrees: yes, and the name that is asked for. */
export function fillForm(params) {
  const content = {};
  for (const [key, field] of Object.entries(params.requestedSchema.properties)) {
    if (field.type === 'boolean') content[key] = true;
    else if (field.enum) content[key] = field.enum[0];
    else content[key] = /^Type (.+) to go on\.$/.exec(field.description)[1];
  }
  return content;
}
