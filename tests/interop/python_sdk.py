# SPDX-License-Identifier: MIT
"""The Python SDK: python_sdk.py legacy|auto|2026-07-28 PROGRAM ARGUMENT…"""
import asyncio
import json
import sys

from mcp import Client, MCPError, StdioServerParameters
from mcp.client.stdio import stdio_client


# Tools that want one of two arguments, which a schema without root combinators cannot say.
ONE_OF = {"list_dfw_rules": {"unused_days": 90}}


async def main(mode: str, command: str, args: list[str]) -> None:
    transport = stdio_client(StdioServerParameters(command=command, args=args))
    async with Client(transport, mode=mode) as client:
        tools = (await client.list_tools()).tools
        assert 22 <= len(tools) <= 40, len(tools)
        # The client validates structured content against the output schema.
        for tool in tools:
            if tool.annotations.read_only_hint and not tool.input_schema.get("required"):
                result = await client.call_tool(tool.name, ONE_OF.get(tool.name, {}))
                assert not result.is_error, (tool.name, result.content)
                assert json.loads(result.content[0].text) == result.structured_content, tool.name
        wrong = await client.call_tool("list_dfw_policies", {"limit": "many"})
        assert wrong.is_error and "limit" in wrong.content[0].text
        resources = (await client.list_resources()).resources
        assert [str(r.uri) for r in resources] == ["nsx://demo/overview", "nsx://demo/changes"]
        read = await client.read_resource("nsx://demo/policies/app-webshop/rules")
        assert json.loads(read.contents[0].text)["policy_id"] == "app-webshop"
        try:
            await client.read_resource("nsx://demo/policies/nothing/rules")
            raise AssertionError("a missing resource was found")
        except MCPError as error:
            assert "not found" in str(error)
        assert len((await client.list_prompts()).prompts) == 6
        prompt = await client.get_prompt("audit_policy", {"policy": "app-webshop"})
        assert "list_dfw_rules" in prompt.messages[0].content.text
    print(f"ok   Python SDK [{mode}]")


asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
