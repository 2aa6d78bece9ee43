// SPDX-License-Identifier: MIT
#include "base/text.h"
#include "config/files.h"
#include "config/fingerprint.h"
#include "console/setup/setup.h"
#include "nsx/contact_probe.h"

namespace bulkhead::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostTries = 3;

void show(Terminal& terminal, const nsx::CertificateFacts& facts) {
    const auto line = [&terminal](const QString& name, const QString& value) {
        if (!value.isEmpty()) {
            terminal.complain(u"  "_s + name.leftJustified(13) + value);
        }
    };
    const QString format = u"yyyy-MM-dd"_s;
    line(u"subject"_s, facts.subject);
    line(u"issuer"_s, facts.selfSigned ? facts.issuer + u" (itself)"_s : facts.issuer);
    line(u"names"_s, facts.names.join(u", "_s));
    line(u"valid"_s, facts.validFrom.toString(format) + u" to "_s + facts.validTo.toString(format));
    line(u"SHA-256"_s, facts.fingerprintSha256);
    for (const QString& problem : facts.problems) {
        line(u"problem"_s, problem);
    }
}

/// What the options say, before anybody is contacted.
Result<void> takeOptions(Setup& setup) {
    const QString fingerprint = setup.option(u"fingerprint"_s);
    if (!fingerprint.isEmpty()) {
        const auto normal = config::normaliseFingerprint(fingerprint);
        if (!normal) {
            return fail(ErrorKind::InvalidInput,
                        u"Give --fingerprint the SHA-256 of the certificate, 64 hexadecimal "
                        u"digits with or without colons."_s,
                        u"It is \"%1\"."_s.arg(elideMiddle(cleanLine(fingerprint), 80)));
        }
        setup.target.fingerprintSha256 = *normal;
    }
    const QString caFile = setup.option(u"ca-file"_s);
    if (!caFile.isEmpty()) {
        const QString path = config::expandPath(caFile);
        if (const auto readable = config::readFile(path, u"the CA file"_s); !readable) {
            return fail(readable.error());
        }
        setup.target.caFile = path;
    }
    return {};
}

Task<std::monostate> goOnWithout(SetupPointer setup, Error error) {
    if (!setup->canAsk()) {
        error.remedy += u" --skip-test saves the target without contact."_s;
        co_return fail(std::move(error));
    }
    setup->context->terminal->complain(error.message());
    const std::shared_ptr<Prompt> prompt = setup->context->prompt;
    const QString question = u"Save the target all the same?"_s;
    const auto goOn = co_await prompt->yesOrNo(question, setup->context->token);
    if (!goOn) {
        co_return fail(goOn.error());
    }
    if (!*goOn) {
        error.kind = ErrorKind::Declined;
        co_return fail(std::move(error));
    }
    co_return done();
}

/// A CA file instead of a pin; empty leaves the trust as it is.
Task<std::monostate> askAuthority(SetupPointer setup) {
    const std::shared_ptr<Prompt> prompt = setup->context->prompt;
    for (int tries = 0; tries < kMostTries; ++tries) {
        const QString question =
            u"PEM file of the authority that signed it (empty: decide later)"_s;
        const auto typed = co_await prompt->text(question, {}, setup->context->token);
        if (!typed) {
            co_return fail(typed.error());
        }
        if (typed->isEmpty()) {
            setup->context->terminal->complain(
                u"Nothing will be sent to this manager until its certificate is trusted."_s);
            co_return done();
        }
        config::Target tried = setup->target;
        tried.caFile = config::expandPath(*typed);
        const auto contact = co_await nsx::probeContact(tried, setup->context->token);
        if (contact && contact->isTrusted) {
            setup->target = tried;
            co_return done();
        }
        const Error error = !contact ? contact.error() : contact->tlsError.value_or(Error());
        setup->context->terminal->complain(error.message());
    }
    co_return fail(ErrorKind::Untrusted,
                   u"Get the CA's certificate from whoever runs the manager."_s,
                   u"No file made the manager's certificate trusted."_s, setup->target.host);
}

Task<std::monostate> firstContact(SetupPointer setup, nsx::CertificateFacts facts, Error refusal) {
    if (!setup->canAsk()) {
        refusal.remedy = u"Compare the fingerprint with the manager's own, then give it with "
                         u"--fingerprint, or give --ca-file the CA that signed it."_s;
        co_return fail(std::move(refusal));
    }
    Terminal& terminal = *setup->context->terminal;
    terminal.complain(u"The manager shows a certificate that this system does not trust:"_s);
    show(terminal, facts);
    terminal.complain(u"Compare the SHA-256 with the manager's own (on its console: get "
                      u"certificate api thumbprint)."_s);
    const std::shared_ptr<Prompt> prompt = setup->context->prompt;
    const QString question = u"Is it the same? Trust exactly this certificate?"_s;
    const auto pin = co_await prompt->yesOrNo(question, setup->context->token);
    if (!pin) {
        co_return fail(pin.error());
    }
    if (*pin) {
        setup->target.fingerprintSha256 = facts.fingerprintSha256;
        co_return done();
    }
    auto asked = co_await askAuthority(setup);
    co_return asked;
}

} // namespace

Task<std::monostate> askTrust(SetupPointer setup) {
    if (const auto taken = takeOptions(*setup); !taken) {
        co_return fail(taken.error());
    }
    if (setup->has(u"skip-test"_s)) {
        co_return done();
    }
    const auto contact = co_await nsx::probeContact(setup->target, setup->context->token);
    if (!contact) {
        co_return fail(contact.error());
    }
    if (contact->isTrusted) {
        setup->context->terminal->complain(
            u"The certificate of the manager is trusted (%1, until %2)."_s.arg(
                contact->chain.front().subject,
                contact->chain.front().validTo.toString(u"yyyy-MM-dd"_s)));
        co_return done();
    }
    const std::optional<Error> unreachable =
        contact->nameError ? contact->nameError : contact->connectError;
    if (unreachable) {
        auto decided = co_await goOnWithout(setup, *unreachable);
        co_return decided;
    }
    const Error refusal = contact->tlsError.value_or(Error());
    const bool isDecided =
        !setup->target.fingerprintSha256.isEmpty() || !setup->target.caFile.isEmpty();
    if (isDecided || contact->chain.empty()) {
        co_return fail(refusal);
    }
    auto decided = co_await firstContact(setup, contact->chain.front(), refusal);
    co_return decided;
}

} // namespace bulkhead::console
