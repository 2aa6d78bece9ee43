// SPDX-License-Identifier: MIT
#include "mcp/request.h"

#include "base/text.h"

namespace bulkhead::mcp {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNameLength = 128;

} // namespace

ClientFacts clientFacts(const QJsonObject& info, const QJsonObject& capabilities,
                        const Dialect& dialect) {
    ClientFacts facts;
    facts.name = elideMiddle(cleanLine(info.value(u"name"_s).toString()), kNameLength);
    const QJsonValue elicitation = capabilities.value(u"elicitation"_s);
    facts.canElicitForms =
        dialect.hasElicitation() && elicitation.isObject() &&
        (elicitation.toObject().isEmpty() || elicitation.toObject().contains(u"form"_s));
    return facts;
}

} // namespace bulkhead::mcp
