(function (script, wasm) {
	const hydrate = async () => {
		const file = fetch(wasm);
		const page = await import(script);
		await page.default({ module_or_path: file });
		page.hydrate();
	};
	// A tab that nobody sees is never painted, and must be ready when somebody comes to it.
	if (document.visibilityState === "hidden") hydrate();
	else requestAnimationFrame(() => setTimeout(hydrate));
})
