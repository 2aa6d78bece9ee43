# Makes the entry of the MCP registry for a bundle that will be published at RELEASE_URL.
#   cmake -D BUNDLE=….mcpb -D VERSION=… -D RELEASE_URL=https://github.com/OWNER/REPO/releases/download
#         -D OUTPUT=server.json -P make_server_json.cmake
cmake_minimum_required(VERSION 3.25)
if(NOT "${RELEASE_URL}" MATCHES "^https://(github|gitlab)\\.com/([A-Za-z0-9-]+)/[A-Za-z0-9._-]+/")
    message(FATAL_ERROR
        "Configure with -DBULKHEAD_RELEASE_URL=https://github.com/OWNER/REPO/releases/download: "
        "the registry takes bundles from GitHub or GitLab releases only. It is \"${RELEASE_URL}\".")
endif()
# A name belongs to whoever can log in as its owner.
set(NAME "io.${CMAKE_MATCH_1}.${CMAKE_MATCH_2}/bulkhead")
get_filename_component(file "${BUNDLE}" NAME)
if(NOT file MATCHES "mcp")
    message(FATAL_ERROR "Name the bundle so that its address contains \"mcp\". It is \"${file}\".")
endif()
string(REGEX REPLACE "/+$" "" base "${RELEASE_URL}")
set(URL "${base}/v${VERSION}/${file}")
file(SHA256 "${BUNDLE}" SHA256)
configure_file("${CMAKE_CURRENT_LIST_DIR}/server.json.in" "${OUTPUT}" @ONLY)
