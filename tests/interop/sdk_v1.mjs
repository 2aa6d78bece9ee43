// SPDX-License-Identifier: MIT
// The TypeScript SDK of the first generation (legacy era only): node sdk_v1.mjs PROGRAM ARGUMENT…
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ElicitRequestSchema, ResourceUpdatedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';
import { fillForm, runChecks } from './checks.mjs';

const [command, ...args] = process.argv.slice(2);
const client = new Client({ name: 'interop-v1', version: '1' },
  { capabilities: { elicitation: {} } });
let action = 'decline';
client.setRequestHandler(ElicitRequestSchema, async ({ params }) =>
  (action === 'accept' ? { action, content: fillForm(params) } : { action }));
client.setNotificationHandler(ResourceUpdatedNotificationSchema, () => {});
let strays = 0;
client.onerror = (error) => { ++strays; console.error(`stray: ${error.message}`); };
await client.connect(new StdioClientTransport({ command, args, stderr: 'inherit' }));

const failures = await runChecks('TypeScript SDK v1', {
  era: 'legacy',
  canCancel: true,
  someRule: { policy_id: process.env.INTEROP_POLICY, rule_id: process.env.INTEROP_RULE },
  answerForms: (wanted) => { action = wanted; },
  tools: async () => (await client.listTools()).tools,
  call: (name, args_, options) => client.callTool({ name, arguments: args_ }, undefined, options),
  resources: async () => (await client.listResources()).resources,
  templates: async () => (await client.listResourceTemplates()).resourceTemplates,
  read: async (uri) => (await client.readResource({ uri })).contents,
  prompts: async () => (await client.listPrompts()).prompts,
  prompt: (name, args_) => client.getPrompt({ name, arguments: args_ }),
  complete: async (ref, argument) => (await client.complete({ ref, argument })).completion.values,
  subscribe: async (uri) => {
    await client.subscribeResource({ uri });
    await client.unsubscribeResource({ uri });
  },
});
await client.close();
if (strays > 0) console.log(`FAIL TypeScript SDK v1: ${strays} messages that the client refused`);
process.exit(failures + strays > 0 ? 1 : 0);
