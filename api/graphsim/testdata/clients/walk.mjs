// Walks one number through its life with another client of Graph, against a simulator on
// this machine: node walk.mjs CLIENT, with the simulator's facts in the environment.
import assert from 'node:assert/strict'
import * as kapso from '@kapso/whatsapp-cloud-api'
import * as types from 'whatsapp-cloud-api-types'

const { SIM_URL: base, SIM_TOKEN: accessToken, SIM_NUMBER: id, SIM_ACCOUNT: account } = process.env
const pin = '493027'

// Nothing leaves this machine. Where a client takes no address, its calls are led to the
// simulator.
const real = globalThis.fetch
let led = 0
globalThis.fetch = (to, init) => {
	let url = new URL(to)
	if (url.hostname === 'graph.facebook.com') {
		url = new URL(url.pathname + url.search, base)
		led++
	}
	assert.equal(url.origin, new URL(base).origin)
	return real(url, init)
}

const json = { 'Content-Type': 'application/json' }
const sim = async (what, body) => {
	const r = await fetch(`${base}/_sim/${what}`, body && { method: 'POST', headers: json, body: JSON.stringify(body) })
	assert.equal(r.status, 200, `_sim/${what}`)
	return r.json()
}
// number is what happened, seen past Graph.
const number = async () => (await sim('numbers')).data.find(n => n.id === id)
const lastCode = async () => (await sim('outbox')).data.at(-1).code
const refused = (call, code) => assert.rejects(call, e => {
	assert.equal(e.code, code, e.message)
	return true
})

// The clients, by what both can do. Each answers with what its own call answered.
function kapsoClient() {
	const c = new kapso.WhatsAppClient({ accessToken, baseUrl: base, graphVersion: 'v24.0' })
	const n = c.phoneNumbers, phoneNumberId = id
	return {
		ask: () => n.requestCode({ phoneNumberId, codeMethod: 'SMS', language: 'en_US' }),
		verify: code => n.verifyCode({ phoneNumberId, code }),
		register: () => n.register({ phoneNumberId, pin }),
		deregister: () => n.deregister({ phoneNumberId }),
		profile: async () => (await n.businessProfile.get({ phoneNumberId, fields: 'about,websites,vertical' })).data[0],
		describe: p => n.businessProfile.update({ phoneNumberId, ...p }),
		write: () => c.messages.sendText({ phoneNumberId, to: '+85291230177', body: 'hello' }),
		more: async registered => {
			const s = await n.settings.get({ phoneNumberId })
			assert.equal(s.storageConfiguration.status, 'DEFAULT')
			assert.equal(s.calling.status, 'DISABLED')
			assert.equal(s.calling.callHours.status, 'DISABLED')
			assert.equal(s.payloadEncryption.status, 'DISABLED')
			// The messaging limit is too low to be called.
			await refused(n.settings.update({ phoneNumberId, calling: { status: 'ENABLED' } }), 100)
			if (registered) {
				const hidden = { phoneNumberId, calling: { callIconVisibility: 'DISABLE_ALL' } }
				assert.equal((await n.settings.update(hidden)).success, true)
				assert.equal((await n.settings.get({ phoneNumberId })).calling.callIconVisibility, 'DISABLE_ALL')
			}
		},
	}
}

function typesClient() {
	const c = new types.WhatsAppCloudAPI({ accessToken, phoneNumberId: id, wabaId: account, version: 'v24.0', baseUrl: base })
	const r = c.registration
	return {
		ask: () => r.requestCode('SMS', 'en_US'),
		verify: code => r.verifyCode(code),
		register: () => r.register(pin),
		deregister: () => r.deregister(),
		profile: async () => (await c.business.getProfile(['about', 'websites', 'vertical'])).data[0],
		describe: p => c.business.updateProfile(p),
		write: () => c.messages.sendText('+85291230177', 'hello'),
		// It has no call for the settings. What it has besides goes to a fixed address.
		more: async registered => {
			const before = led
			const fields = ['display_phone_number', 'verified_name', 'code_verification_status'] // its schema wants all three
			assert.equal((await c.phoneNumbers.get(id, fields)).code_verification_status, 'VERIFIED')
			assert.equal(led, before + 1)
			assert.equal((await c.webhooks.subscribe(account)).success, true)
			assert.equal((await c.webhooks.getSubscriptions(account)).data.length, 1)
			if (registered) { // its schema knows no number that is not
				const info = await r.getInfo()
				assert.equal(info.platform_type, 'CLOUD_API')
				assert.equal(info.throughput.level, 'STANDARD')
				assert.equal((await c.phoneNumbers.list(account)).data[0].id, id)
				assert.equal((await c.twoStepVerification.setPin(pin)).success, true)
			}
		},
	}
}

const client = { kapso: kapsoClient, types: typesClient }[process.argv[2]]()

// Verify.
await refused(client.profile(), 133010)
await refused(client.register(), 133006)
assert.equal((await client.ask()).success, true)
const code = await lastCode()
await refused(client.verify(code === '000000' ? '000001' : '000000'), 100)
assert.equal((await number()).wrong_codes, 1)
assert.equal((await client.verify(code)).success, true)
assert.equal((await number()).code_verification_status, 'VERIFIED')
await refused(client.ask(), 136024)
await client.more(false)

// Register. Only the status takes its time.
assert.equal((await client.register()).success, true)
let now = await number()
assert.deepEqual([now.registered, now.platform_type, now.pin_set, now.status], [true, 'CLOUD_API', true, 'PENDING'])
const about = 'Bread since 1981', websites = ['https://lotus.example.com/'], vertical = 'RETAIL'
assert.equal((await client.describe({ about, websites, vertical })).success, true)
const { about: a, websites: w, vertical: v } = await client.profile()
assert.deepEqual({ about: a, websites: w, vertical: v }, { about, websites, vertical })
const sent = await client.write()
assert.match(sent.messages[0].id, /^wamid\./)
await client.more(true)
await sim('clock', { advance: '5s' })
assert.equal((await number()).status, 'CONNECTED')
assert.equal((await client.register()).success, true) // again, which changes nothing

// Deregister.
assert.equal((await client.deregister()).success, true)
now = await number()
assert.deepEqual([now.registered, now.platform_type, now.status], [false, 'NOT_APPLICABLE', 'DISCONNECTED'])
await refused(client.profile(), 133010)
await refused(client.deregister(), 100)

// Register again, with the same PIN and without a new code.
assert.equal((await client.register()).success, true)
await sim('clock', { advance: '5s' })
now = await number()
assert.deepEqual([now.registered, now.status], [true, 'CONNECTED'])
assert.deepEqual([now.code_requests, now.register_requests, now.deregister_requests], [1, 4, 2])
assert.equal((await client.profile()).about, about)

console.log(JSON.stringify({ client: process.argv[2], led }))
