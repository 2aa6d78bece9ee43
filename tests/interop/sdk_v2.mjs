// SPDX-License-Identifier: MIT
// The TypeScript SDK of the second generation: node sdk_v2.mjs legacy|auto|pin PROGRAM ARGUMENT…
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import assert from 'node:assert/strict';
import { fillForm, runChecks } from './checks.mjs';

const [mode, command, ...args] = process.argv.slice(2);
const client = new Client({ name: 'interop-v2', version: '1' }, {
  capabilities: { elicitation: { form: {} } },
  versionNegotiation: { mode: mode === 'pin' ? { pin: '2026-07-28' } : mode },
});
let action = 'decline';
client.setRequestHandler('elicitation/create', async ({ params }) =>
  (action === 'accept' ? { action, content: fillForm(params) } : { action }));
let strays = 0;
client.onerror = (error) => { ++strays; console.error(`stray: ${error.message}`); };
await client.connect(new StdioClientTransport({ command, args, stderr: 'inherit' }));
assert.equal(client.getProtocolEra(), mode === 'legacy' ? 'legacy' : 'modern');

const failures = await runChecks('TypeScript SDK v2', {
  era: mode,
  canCancel: true,
  someRule: { policy_id: process.env.INTEROP_POLICY, rule_id: process.env.INTEROP_RULE },
  answerForms: (wanted) => { action = wanted; },
  tools: async () => (await client.listTools()).tools,
  call: (name, args_, options) => client.callTool({ name, arguments: args_ }, options),
  resources: async () => (await client.listResources()).resources,
  templates: async () => (await client.listResourceTemplates()).resourceTemplates,
  read: async (uri) => (await client.readResource({ uri })).contents,
  prompts: async () => (await client.listPrompts()).prompts,
  prompt: (name, args_) => client.getPrompt({ name, arguments: args_ }),
  complete: async (ref, argument) => (await client.complete({ ref, argument })).completion.values,
});
await client.close();
if (strays > 0) console.log(`FAIL TypeScript SDK v2 [${mode}]: ${strays} refused messages`);
process.exit(failures + strays > 0 ? 1 : 0);
