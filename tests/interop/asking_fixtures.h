// SPDX-License-Identifier: MIT
// AskingFixtures: the suite's tools and prompts that ask their client for something before they
// answer. Built from the parts by which the product asks for confirmations, so that the suite
// judges those.
#pragma once

#include "mcp/client_requests.h"
#include "mcp/input_round.h"
#include "mcp/request.h"
#include "mcp/seal.h"

#include <QJsonObject>
#include <QObject>

#include <vector>

namespace bulkhead::interop {

/// One entry of the file: rounds of requests, and the result, in which `{key}` stands for the
/// client's answer under that key.
struct AskingFixture {
    QString name;
    std::vector<std::vector<mcp::InputRequest>> rounds;
    QJsonObject result;
    bool isSealed = false; ///< answers count only with the state of the round that asked
};

/// Lives on the server's thread; a legacy call that is being asked about ends with its client.
class AskingFixtures final : public QObject {
public:
    AskingFixtures(const QJsonObject& fixtures, mcp::ClientRequests clientRequests);

    /// False if there is no fixture for it.
    [[nodiscard]] bool answer(const mcp::Request& request);

private:
    void answerLegacy(const mcp::Request& request, const AskingFixture& fixture);
    void answerModern(const mcp::Request& request, const AskingFixture& wanted);
    void ask(const mcp::Request& request, const AskingFixture& fixture, std::size_t round) const;

    QJsonObject m_fixtures;
    mcp::ClientRequests m_clientRequests;
    mcp::Seal m_seal;
};

} // namespace bulkhead::interop
